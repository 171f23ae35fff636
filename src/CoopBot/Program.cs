var app = WebApplication.CreateBuilder(args).Build();
app.Run();

/// <summary>The one application; public so that tests can host it.</summary>
public partial class Program;

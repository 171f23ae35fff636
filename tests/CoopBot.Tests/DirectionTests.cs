using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace CoopBot.Tests;

/// <summary>Who may know whom, kept over the compiled assemblies: every type reference of every type, method bodies included.</summary>
public sealed class DirectionTests
{
    private static readonly Dictionary<ushort, OpCode> Instructions = typeof(OpCodes).GetFields().Select(field => (OpCode)field.GetValue(null)!).ToDictionary(instruction => (ushort)instruction.Value);

    private static readonly IReadOnlyList<(string Type, string Uses)> Uses = Read("CoopBot.dll");

    [Fact]
    public void The_wire_knows_nothing_of_ours()
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, "CoopBot.BotFramework.dll")));
        var reader = file.GetMetadataReader();

        Assert.DoesNotContain("CoopBot", reader.AssemblyReferences.Select(reference => reader.GetString(reader.GetAssemblyReference(reference).Name)));
    }

    [Fact]
    public void Search_is_pure() =>
        None("CoopBot.Search", used => (Ours(used) && !In(used, "CoopBot.Search")) || In(used, "Microsoft.EntityFrameworkCore") || In(used, "Microsoft.AspNetCore") || In(used, "System.Data"));

    [Theory]
    [InlineData("Announcements")]
    [InlineData("Answers")]
    [InlineData("Cooperatives")]
    [InlineData("Figures")]
    [InlineData("Handover")]
    [InlineData("MyData")]
    [InlineData("Reminders")]
    [InlineData("SmallTalk")]
    public void Capability_knows_no_other_and_no_channel(string name) =>
        None($"CoopBot.Capabilities.{name}", used =>
            (In(used, "CoopBot.Capabilities") && !In(used, $"CoopBot.Capabilities.{name}")) || In(used, "CoopBot.Channels") || In(used, "CoopBot.BotFramework"));

    [Fact]
    public void Every_capability_is_held_to_that() =>
        Assert.Equal(["Announcements", "Answers", "Cooperatives", "Figures", "Handover", "MyData", "Reminders", "SmallTalk"], Uses.Select(use => use.Type).Where(type => In(type, "CoopBot.Capabilities")).Select(type => type.Split('.')[2]).Distinct().Order());

    [Fact]
    public void Conversation_knows_no_activity_no_capability_and_no_channel() =>
        None("CoopBot.Conversation", used => In(used, "CoopBot.BotFramework") || In(used, "CoopBot.Channels") || In(used, "CoopBot.Capabilities"));

    [Fact]
    public void Only_channels_name_an_activity() =>
        Assert.Equal("", Lines(use => In(use.Uses, "CoopBot.BotFramework.Schema") && !In(use.Type, "CoopBot.Channels") && use.Type is not ("Program" or "CoopBot.Start")));

    [Fact]
    public void Records_and_people_know_no_capability_and_no_channel()
    {
        foreach (var low in new[] { "CoopBot.Records", "CoopBot.People" })
        {
            None(low, used => In(used, "CoopBot.Capabilities") || In(used, "CoopBot.Channels") || In(used, "CoopBot.BotFramework"));
        }
    }

    [Fact]
    public void Documents_know_nothing_of_ours_and_alone_draw()
    {
        None("CoopBot.Documents", used => Ours(used) && !In(used, "CoopBot.Documents"));
        Assert.Equal("", Lines(use => (In(use.Uses, "ScottPlot") || In(use.Uses, "SkiaSharp")) && !In(use.Type, "CoopBot.Documents")));
    }

    private static void None(string from, Func<string, bool> isForbidden) => Assert.Equal("", Lines(use => In(use.Type, from) && isForbidden(use.Uses)));

    private static string Lines(Func<(string Type, string Uses), bool> isWrong) => string.Join('\n', Uses.Where(isWrong).Distinct().Select(use => $"{use.Type} → {use.Uses}"));

    private static bool Ours(string type) => In(type, "CoopBot");

    private static bool In(string type, string space) => type == space || type.StartsWith(space + ".", StringComparison.Ordinal);

    /// <summary>Each type with every type that it names: in its signatures, and by the tokens in its methods' code.</summary>
    private static List<(string Type, string Uses)> Read(string assembly)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly)));
        var reader = file.GetMetadataReader();
        var names = new Names(reader);
        var uses = new List<(string, string)>();
        foreach (var handle in reader.TypeDefinitions)
        {
            var type = reader.GetTypeDefinition(handle);
            var owner = names.Of(handle);
            var used = new HashSet<string>();
            foreach (var field in type.GetFields())
            {
                used.UnionWith(reader.GetFieldDefinition(field).DecodeSignature(names, null));
            }

            foreach (var parent in type.GetInterfaceImplementations().Select(implemented => reader.GetInterfaceImplementation(implemented).Interface).Append(type.BaseType))
            {
                used.UnionWith(names.OfAny(parent));
            }

            foreach (var method in type.GetMethods().Select(reader.GetMethodDefinition))
            {
                var signature = method.DecodeSignature(names, null);
                used.UnionWith(signature.ReturnType);
                used.UnionWith(signature.ParameterTypes.SelectMany(parameter => parameter));
                if (method.RelativeVirtualAddress != 0)
                {
                    var body = file.GetMethodBody(method.RelativeVirtualAddress);
                    used.UnionWith(body.LocalSignature.IsNil ? [] : reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(names, null).SelectMany(local => local));
                    used.UnionWith(names.InCode(body.GetILBytes()!));
                }
            }

            uses.AddRange(used.Select(name => (owner, name)));
        }

        return uses;
    }

    /// <summary>The names of types behind handles and signatures; a nested type counts as its outermost.</summary>
    private sealed class Names(MetadataReader reader) : ISignatureTypeProvider<IEnumerable<string>, object?>
    {
        public string Of(TypeDefinitionHandle handle)
        {
            var type = reader.GetTypeDefinition(handle);
            return type.GetDeclaringType() is { IsNil: false } outer ? Of(outer) : Join(type.Namespace, type.Name);
        }

        public IEnumerable<string> OfAny(EntityHandle handle) => handle.IsNil ? [] : handle.Kind switch
        {
            HandleKind.TypeDefinition => [Of((TypeDefinitionHandle)handle)],
            HandleKind.TypeReference => [OfReference((TypeReferenceHandle)handle)],
            HandleKind.TypeSpecification => reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, null),
            HandleKind.MemberReference => OfAny(reader.GetMemberReference((MemberReferenceHandle)handle).Parent),
            HandleKind.MethodDefinition => [Of(reader.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType())],
            HandleKind.FieldDefinition => [Of(reader.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType())],
            HandleKind.MethodSpecification when reader.GetMethodSpecification((MethodSpecificationHandle)handle) is var generic =>
                OfAny(generic.Method).Concat(generic.DecodeSignature(this, null).SelectMany(argument => argument)),
            _ => [],
        };

        /// <summary>What the tokens in a method's code name, instruction by instruction.</summary>
        public IEnumerable<string> InCode(byte[] code)
        {
            for (var at = 0; at < code.Length;)
            {
                var instruction = Instructions[code[at] == 0xFE ? (ushort)(0xFE00 | code[at + 1]) : code[at]];
                at += instruction.Size;
                if (instruction.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
                {
                    foreach (var name in OfAny((EntityHandle)MetadataTokens.Handle(BitConverter.ToInt32(code, at))))
                    {
                        yield return name;
                    }
                }

                at += instruction.OperandType switch
                {
                    OperandType.InlineNone => 0,
                    OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                    OperandType.InlineVar => 2,
                    OperandType.InlineI8 or OperandType.InlineR => 8,
                    OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                    _ => 4,
                };
            }
        }

        public IEnumerable<string> GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => [Of(handle)];
        public IEnumerable<string> GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => [OfReference(handle)];
        public IEnumerable<string> GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) => OfAny(handle);
        public IEnumerable<string> GetArrayType(IEnumerable<string> elementType, ArrayShape shape) => elementType;
        public IEnumerable<string> GetByReferenceType(IEnumerable<string> elementType) => elementType;
        public IEnumerable<string> GetPointerType(IEnumerable<string> elementType) => elementType;
        public IEnumerable<string> GetPinnedType(IEnumerable<string> elementType) => elementType;
        public IEnumerable<string> GetSZArrayType(IEnumerable<string> elementType) => elementType;
        public IEnumerable<string> GetPrimitiveType(PrimitiveTypeCode typeCode) => [];
        public IEnumerable<string> GetGenericMethodParameter(object? genericContext, int index) => [];
        public IEnumerable<string> GetGenericTypeParameter(object? genericContext, int index) => [];
        public IEnumerable<string> GetFunctionPointerType(MethodSignature<IEnumerable<string>> signature) => signature.ReturnType.Concat(signature.ParameterTypes.SelectMany(type => type));
        public IEnumerable<string> GetGenericInstantiation(IEnumerable<string> genericType, System.Collections.Immutable.ImmutableArray<IEnumerable<string>> typeArguments) => genericType.Concat(typeArguments.SelectMany(type => type));
        public IEnumerable<string> GetModifiedType(IEnumerable<string> modifier, IEnumerable<string> unmodifiedType, bool isRequired) => modifier.Concat(unmodifiedType);

        private string OfReference(TypeReferenceHandle handle)
        {
            var type = reader.GetTypeReference(handle);
            return type.ResolutionScope.Kind == HandleKind.TypeReference ? OfReference((TypeReferenceHandle)type.ResolutionScope) : Join(type.Namespace, type.Name);
        }

        private string Join(StringHandle space, StringHandle name) => space.IsNil ? reader.GetString(name) : reader.GetString(space) + "." + reader.GetString(name);
    }
}

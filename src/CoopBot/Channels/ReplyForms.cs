using CoopBot.Conversation;

namespace CoopBot.Channels;

/// <summary>A form's fields as inputs of an Adaptive Card 1.5, each with what is wrong with it under it.</summary>
internal static class ReplyForms
{
    /// <summary>The inputs, from top to bottom.</summary>
    public static IEnumerable<object> Inputs(ReplyForm form) => form.Fields.SelectMany(field =>
        field.Problem is { } problem ? new[] { Input(field), ReplyCards.Text(problem, weight: "Bolder", color: "Attention") } : [Input(field)]);

    private static Dictionary<string, object> Input(FormField field)
    {
        var input = new Dictionary<string, object>
        {
            ["type"] = field.Kind switch
            {
                FieldKind.Line or FieldKind.Paragraph => "Input.Text",
                FieldKind.Date => "Input.Date",
                FieldKind.Time => "Input.Time",
                _ => "Input.ChoiceSet",
            },
            ["id"] = field.Id,
            ["label"] = field.Label,
            ["isRequired"] = field.IsRequired,
            ["errorMessage"] = field.Remedy,
        };
        if (field.Value is { Length: > 0 } value)
        {
            input["value"] = value;
        }

        if (field.Hint is { } hint)
        {
            input["placeholder"] = hint;
        }

        switch (field.Kind)
        {
            case FieldKind.Line or FieldKind.Paragraph:
                input["isMultiline"] = field.Kind == FieldKind.Paragraph;
                // What is too long already comes back whole, to be shortened: a client would cut it off.
                if (field.Longest is { } longest && (field.Value?.Length ?? 0) <= longest)
                {
                    input["maxLength"] = longest;
                }

                break;
            case FieldKind.One or FieldKind.OneOfList or FieldKind.Many:
                input["style"] = field.Kind == FieldKind.One ? "expanded" : "compact";
                input["isMultiSelect"] = field.Kind == FieldKind.Many;
                input["wrap"] = true;
                input["choices"] = field.Options.Select(option => new { title = option.Label, value = option.Says });
                break;
        }

        return input;
    }
}

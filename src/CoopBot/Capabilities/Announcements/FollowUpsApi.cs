using CoopBot.Staff;

namespace CoopBot.Capabilities.Announcements;

/// <summary>Corrections, recalls and reminders for automation: below <c>/api/announcements/{id}</c>.</summary>
internal static class FollowUpsApi
{
    /// <summary>Maps <c>correct</c>, a draft to be sent as any; <c>recall</c> and <c>remind</c>, at once.</summary>
    public static void MapFollowUps(this RouteGroupBuilder api)
    {
        api.MapPost("/{id:long}/correct", CorrectAsync).RequireAuthorization(StaffPolicy.Editor);
        api.MapPost("/{id:long}/recall", async (long id, HttpContext context, AnnouncementFollowUps followUps, AnnouncementStore store, StaffMembers members, CancellationToken cancellation) =>
            await AnswerAsync(await followUps.RecallAsync(id, AnnouncementsApi.Who(context, members), cancellation), store, cancellation)).RequireAuthorization(StaffPolicy.Publisher);
        api.MapPost("/{id:long}/remind", async (long id, HttpContext context, AnnouncementFollowUps followUps, AnnouncementStore store, StaffMembers members, CancellationToken cancellation) =>
            await AnswerAsync(await followUps.RemindAsync(id, AnnouncementsApi.Who(context, members), cancellation), store, cancellation)).RequireAuthorization(StaffPolicy.Publisher);
    }

    private static async Task<IResult> CorrectAsync(long id, HttpContext context, AnnouncementFollowUps followUps, AnnouncementStore store, StaffMembers members, TimeProvider time, CancellationToken cancellation)
    {
        if (await store.FindAsync(id, cancellation) is not { } wrong)
        {
            return AnnouncementsApi.Wrong(AnnouncementOrder.NotFound);
        }

        var (draft, body, refusal) = await AnnouncementsApi.ReadAsync(context, wrong, time, cancellation);
        if (refusal is not null)
        {
            return refusal;
        }

        var by = AnnouncementsApi.Who(context, members);
        var (key, hash, tooLong) = AnnouncementsApi.KeyOf(context, by, body);
        if (tooLong is not null)
        {
            return tooLong;
        }

        var answer = await followUps.CorrectAsync(id, draft!, by, key, hash);
        return answer.Id is { } draftId && await store.FindAsync(draftId, cancellation) is { } created ? await AnnouncementsApi.CreatedAsync(created, store, cancellation)
            : answer.Refusal == FollowUpAnswer.KeyUsed ? AnnouncementsApi.Error(StatusCodes.Status422UnprocessableEntity, FollowUpAnswer.KeyUsed.En)
            : Refused(answer);
    }

    private static async Task<IResult> AnswerAsync(FollowUpAnswer answer, AnnouncementStore store, CancellationToken cancellation) =>
        answer.Id is { } id ? await AnnouncementsApi.AnswerAsync(id, AnnouncementOrder.Done, store, cancellation) : Refused(answer);

    private static IResult Refused(FollowUpAnswer answer) =>
        answer.Refusal is { } why ? AnnouncementsApi.Error(StatusCodes.Status409Conflict, why.En) : AnnouncementsApi.Wrong(AnnouncementOrder.NotFound);
}

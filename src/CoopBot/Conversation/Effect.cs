using System.Data.Common;

namespace CoopBot.Conversation;

/// <summary>
/// A change of what is stored, made in the reply's own transaction: neither is there without the other. False where what the reply
/// rests on has changed since it was read (a code that another person used): nothing is saved, and the turn runs again on what is there now.
/// </summary>
/// <param name="connection">The connection of the unit of work.</param>
/// <param name="transaction">Its transaction.</param>
public delegate bool Effect(DbConnection connection, DbTransaction transaction);

package io.fanfare.agents.message;

/** The sentences of a message, the same on all channels. */
public final class Wording {

  /** Longer names and titles are cut: every channel shows less. */
  private static final int LONGEST_BYTES = 400;

  private Wording() {}

  /** What happened, such as `Ana posted Title`. */
  public static String sentence(Item item) {
    return actor(item) + " " + verb(item) + " " + title(item);
  }

  /** The name of the actor, in one line. */
  public static String actor(Item item) {
    return PlainText.cut(PlainText.line(item.actorName(), "Somebody"), LONGEST_BYTES);
  }

  /** What the actor did: the words between name and title. */
  public static String verb(Item item) {
    return switch (item.kind()) {
      case TRACK -> "posted";
      case TRACK_REPOST -> "reposted";
      case PLAYLIST -> "posted the playlist";
      case PLAYLIST_REPOST -> "reposted the playlist";
    };
  }

  /** The title of the track or playlist, in one line. */
  public static String title(Item item) {
    return PlainText.cut(PlainText.line(item.title(), "Untitled"), LONGEST_BYTES);
  }

  /** The subject: the sentence of a single item, `5 new sounds` of a digest. */
  public static String subject(Message message) {
    int count = message.items().size();
    if (!message.digest() && count == 1) {
      return sentence(message.items().get(0));
    }
    return count == 1 ? "1 new sound" : count + " new sounds";
  }
}

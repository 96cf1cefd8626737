package io.fanfare.ops.setup;

/**
 * Something that is not as this release declares it.
 *
 * @param subject such as `topic models`
 * @param text what is there, and what is declared; a sentence with the subject before it
 * @param isMended whether the setup makes it as declared; otherwise a person has to
 */
public record Difference(String subject, String text, boolean isMended) {

  static Difference missing(String subject) {
    return new Difference(subject, "is missing", true);
  }

  static Difference changed(String subject, String text) {
    return new Difference(subject, text, true);
  }

  static Difference left(String subject, String text) {
    return new Difference(subject, text, false);
  }

  @Override
  public String toString() {
    return subject + " " + text;
  }
}

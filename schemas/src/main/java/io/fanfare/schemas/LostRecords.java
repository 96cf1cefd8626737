package io.fanfare.schemas;

/** What a job reports if a topic no longer has the records that it must read next. */
public final class LostRecords {

  private static final String WHAT = "no longer has the records that the job reads next";

  private LostRecords() {}

  /**
   * The problem and what to do, in one sentence.
   *
   * @param partitions of the topics, with the offsets that the job reads next
   */
  public static String sentence(String partitions) {
    return "Kafka %s (%s): restart the job with --skip-lost-records true, on the local stack with"
            .formatted(WHAT, partitions)
        + " `fanfare down` and `fanfare up --skip-lost-records`, then run `fanfare audit --all"
        + " --repair`";
  }

  /** Whether a failure of a job is this one. */
  public static boolean isIn(String failure) {
    return failure.contains(WHAT);
  }
}

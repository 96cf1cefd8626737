package io.fanfare.ops.headroom;

/**
 * What is left of something.
 *
 * @param place where, for people
 * @param ratio 1 if all of it is left, 0 if nothing is
 */
public record Headroom(Kind kind, String place, double ratio) {

  /** What can be used up, and below which ratio somebody has to act: as the alert has it. */
  public enum Kind {
    /** Half of the time in which a standing capture can be mended is over. */
    BINLOG("binlog", 0.5),
    KAFKA("kafka", 0.1),
    /** Elasticsearch makes indices read-only when 5 % of a disk are left, by default. */
    ELASTICSEARCH("elasticsearch", 0.1);

    private final String label;
    private final double least;

    Kind(String label, double least) {
      this.label = label;
      this.least = least;
    }

    /** Its name in metrics. */
    public String label() {
      return label;
    }

    /** The smallest ratio that is no problem. */
    public double least() {
      return least;
    }
  }

  static Headroom ofDisk(Kind kind, String place, long usable, long total) {
    return new Headroom(kind, place, total <= 0 ? 0 : Math.max(0, usable) / (double) total);
  }

  public boolean isLow() {
    return ratio < kind.least();
  }

  /** The ratio, for people. */
  public String percent() {
    return Math.round(ratio * 100) + " %";
  }
}

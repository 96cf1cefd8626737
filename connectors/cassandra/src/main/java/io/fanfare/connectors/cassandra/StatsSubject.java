package io.fanfare.connectors.cassandra;

/** Whose cells they are, and the code that the table has for it. */
public enum StatsSubject {
  TRACK(1),
  OWNER(2);

  private final byte code;

  StatsSubject(int code) {
    this.code = (byte) code;
  }

  byte code() {
    return code;
  }
}

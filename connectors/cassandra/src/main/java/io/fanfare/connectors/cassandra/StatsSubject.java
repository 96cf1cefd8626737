package io.fanfare.connectors.cassandra;

/** The subject of cells, with its code in the table. */
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

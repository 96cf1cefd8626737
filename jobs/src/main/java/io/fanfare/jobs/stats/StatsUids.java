package io.fanfare.jobs.stats;

/** Uids of the operators. Savepoints find state by them: they must never change. */
public final class StatsUids {

  static final String EVENTS = "events-source";
  static final String READ_EVENTS = "read-events";
  static final String DEDUPLICATE = "count-once";
  static final String PRE_AGGREGATE = "bundle-events";
  static final String GATHER = "gather-bundles";
  static final String MODELS = "models-source";
  static final String READ_MODELS = "read-models";
  static final String SUBJECT = "count-at-subject";
  static final String EMIT_PLAYS = "tell-plays";
  static final String PLAYS = "plays-sink";
  public static final String PERSIST = "persist-cells";
  static final String REPORT = "report-progress";
  static final String PROGRESS = "progress-sink";
  public static final String DEADLETTERS = "deadletters-sink";

  private StatsUids() {}
}

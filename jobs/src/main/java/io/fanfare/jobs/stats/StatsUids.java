package io.fanfare.jobs.stats;

/** Names that state is found by in savepoints: never to be changed. */
final class StatsUids {

  static final String EVENTS = "events-source";
  static final String READ_EVENTS = "read-events";
  static final String COUNT_ONCE = "count-once";
  static final String BUNDLE = "bundle-events";
  static final String MODELS = "models-source";
  static final String READ_MODELS = "read-models";
  static final String SUBJECT = "count-at-subject";
  static final String TELL_PLAYS = "tell-plays";
  static final String PLAYS = "plays-sink";
  static final String PERSIST = "persist-cells";
  static final String REPORT = "report-progress";
  static final String PROGRESS = "progress-sink";
  static final String DEADLETTERS = "deadletters-sink";

  private StatsUids() {}
}

package io.fanfare.jobs.closeness;

/** Names by which savepoints find the operators' state: never to be changed. */
final class ClosenessUids {

  static final String SOURCE = "models-source";
  static final String READ = "read-models";
  static final String OBJECT = "decide-at-object";
  static final String PERSIST = "persist-closeness";
  static final String REPORT = "report-progress";
  static final String PROGRESS = "progress-sink";
  static final String DEADLETTERS = "deadletters-sink";

  private ClosenessUids() {}
}

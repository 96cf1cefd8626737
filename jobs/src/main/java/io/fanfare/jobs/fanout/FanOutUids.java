package io.fanfare.jobs.fanout;

/** Names by which savepoints find the operators' state: never to be changed. */
final class FanOutUids {

  static final String SOURCE = "models-source";
  static final String READ = "read-models";
  static final String ACTOR = "decide-at-actor";
  static final String SHARD = "fan-out-bucket";
  static final String INTERACTIVE = "interactive-sink";
  static final String BATCH = "batch-sink";
  static final String DEADLETTERS = "deadletters-sink";

  private FanOutUids() {}
}

package io.fanfare.jobs.fanout;

/** Names by which savepoints find the operators' state: never to be changed. */
public final class FanOutUids {

  public static final String SOURCE = "models-source";
  public static final String READ = "read-models";
  public static final String ACTOR = "decide-at-actor";
  public static final String SHARD = "fan-out-bucket";
  public static final String INTERACTIVE = "interactive-sink";
  public static final String BATCH = "batch-sink";
  public static final String DEADLETTERS = "deadletters-sink";

  private FanOutUids() {}
}

package io.fanfare.jobs.dashboard;

/** Names by which savepoints find the operators' state: never to be changed. */
final class DashboardUids {

  static final String SOURCE = "lane-source";
  static final String PERSIST = "persist-chunk";
  static final String PERSONALIZE = "personalize";
  static final String UPDATES = "updates-sink";
  static final String PROGRESS = "progress-sink";
  static final String DEADLETTERS = "deadletters-sink";

  private DashboardUids() {}
}

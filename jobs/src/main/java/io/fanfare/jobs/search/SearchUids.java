package io.fanfare.jobs.search;

/** Uids of the operators. Savepoints find state by them: they must never change. */
public final class SearchUids {

  static final String SOURCE = "models-source";
  static final String PLAYS = "plays-source";
  static final String READ_PLAYS = "read-plays";
  static final String READ = "read-models";
  static final String SPLIT = "part-changes";
  static final String OWNER = "decide-at-owner";
  public static final String DOCUMENT = "decide-at-document";
  static final String PERSIST = "persist-documents";
  static final String REPORT = "report-progress";
  static final String PROGRESS = "progress-sink";
  static final String DEADLETTERS = "deadletters-sink";

  private SearchUids() {}
}

package io.fanfare.jobs.notifications;

/** Names by which savepoints find the operators' state: never to be changed. */
final class NotificationsUids {

  static final String MODELS = "models-source";
  static final String READ_SETTINGS = "read-settings";
  static final String UPDATES = "updates-source";
  static final String READ_ENTRY_CHANGES = "read-entry-changes";
  static final String CHOICES = "choices-source";
  static final String READ_CHOICES = "read-choices";
  static final String PERSIST = "persist-recipients";
  static final String RECIPIENT = "decide-at-recipient";
  static final String MESSAGES = "messages-sink";
  static final String OUTCOMES = "outcomes-sink";
  static final String DEADLETTERS = "deadletters-sink";

  private NotificationsUids() {}
}

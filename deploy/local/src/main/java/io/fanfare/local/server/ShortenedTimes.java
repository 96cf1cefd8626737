package io.fanfare.local.server;

import io.fanfare.local.StackSettings;
import java.util.regex.Pattern;

/**
 * The times of a configuration, of a stack that runs for minutes only: what takes minutes elsewhere
 * takes seconds there. Other thresholds stay.
 */
final class ShortenedTimes {

  private static final Pattern INTERVAL =
      Pattern.compile("(scrape_interval|evaluation_interval|group_wait|group_interval): \\S+");
  private static final Pattern FOR = Pattern.compile("( for): \\S+");
  private static final Pattern CHECKPOINT_AGE =
      Pattern.compile("(fanfare_job_checkpoint_age_seconds >) \\d+");

  /** A job takes a while to restart, and must do so several times. */
  private static final Pattern RESTARTS = Pattern.compile("(fanfare_job_restarts)\\[\\d+m\\]");

  private static final Pattern WINDOW = Pattern.compile("\\[\\d+[mh]\\]");

  private ShortenedTimes() {}

  static String in(StackSettings settings, String configuration) {
    if (!settings.isShortLived()) {
      return configuration;
    }
    String text = INTERVAL.matcher(configuration).replaceAll("$1: 3s");
    text = FOR.matcher(text).replaceAll("$1: 2s");
    text = CHECKPOINT_AGE.matcher(text).replaceAll("$1 15");
    text = RESTARTS.matcher(text).replaceAll("$1[180s]");
    return WINDOW.matcher(text).replaceAll("[20s]");
  }
}

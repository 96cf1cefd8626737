package io.fanfare.local.server;

import io.fanfare.local.StackSettings;
import java.util.regex.Pattern;

/**
 * The times of a configuration, of a stack that runs for minutes only: what takes minutes elsewhere
 * takes seconds there. Thresholds stay.
 */
final class ShortenedTimes {

  private static final Pattern INTERVAL =
      Pattern.compile("(scrape_interval|evaluation_interval|group_wait|group_interval): \\S+");
  private static final Pattern FOR = Pattern.compile("( for): \\S+");
  private static final Pattern WINDOW = Pattern.compile("\\[\\d+[mh]\\]");

  private ShortenedTimes() {}

  static String in(StackSettings settings, String configuration) {
    if (!settings.isShortLived()) {
      return configuration;
    }
    String text = INTERVAL.matcher(configuration).replaceAll("$1: 3s");
    text = FOR.matcher(text).replaceAll("$1: 2s");
    return WINDOW.matcher(text).replaceAll("[20s]");
  }
}

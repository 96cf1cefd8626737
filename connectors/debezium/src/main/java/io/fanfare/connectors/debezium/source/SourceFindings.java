package io.fanfare.connectors.debezium.source;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The findings of a check of a source, one sentence each. */
public final class SourceFindings {

  private final List<String> problems = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();
  private final List<String> advice = new ArrayList<>();

  SourceFindings() {}

  /** What prevents a complete capture: what is wrong, where, and how to repair it. */
  public List<String> problems() {
    return Collections.unmodifiableList(problems);
  }

  /**
   * Which tables the connector could not read after its first snapshot. A source that is captured
   * already may have got them since: `fanfare status` reports it if it matters.
   */
  public List<String> unreadable() {
    return Collections.unmodifiableList(unreadable);
  }

  /** What works now, but may cause a problem later. */
  public List<String> advice() {
    return Collections.unmodifiableList(advice);
  }

  void addProblem(String format, Object... arguments) {
    problems.add(format.formatted(arguments));
  }

  void addUnreadable(String format, Object... arguments) {
    unreadable.add(format.formatted(arguments));
  }

  void addAdvice(String format, Object... arguments) {
    advice.add(format.formatted(arguments));
  }
}

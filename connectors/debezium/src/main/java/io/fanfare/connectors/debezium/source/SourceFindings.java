package io.fanfare.connectors.debezium.source;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a look at a source brought to light, each in one sentence. */
public final class SourceFindings {

  private final List<String> problems = new ArrayList<>();
  private final List<String> advice = new ArrayList<>();

  SourceFindings() {}

  /** What keeps the source from being captured whole: what is wrong, where, and what mends it. */
  public List<String> problems() {
    return Collections.unmodifiableList(problems);
  }

  /** What works today and may hurt some day. */
  public List<String> advice() {
    return Collections.unmodifiableList(advice);
  }

  void problem(String format, Object... arguments) {
    problems.add(format.formatted(arguments));
  }

  void advise(String format, Object... arguments) {
    advice.add(format.formatted(arguments));
  }
}

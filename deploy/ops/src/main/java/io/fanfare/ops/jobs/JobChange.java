package io.fanfare.ops.jobs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was done with a job, or would be.
 *
 * @param isDryRun whether nothing was done
 * @param savepoint with which it was stopped or from which it was started; the folder of savepoints
 *     if a dry run would write one; null if it starts at the beginning of its log
 * @param arguments with which it was started; null if it was only stopped
 */
public record JobChange(
    String job, boolean isDryRun, @Nullable String savepoint, @Nullable List<String> arguments) {

  /** As a JSON document. */
  public Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("job", job);
    document.put("isDryRun", isDryRun);
    if (savepoint != null) {
      document.put("savepoint", savepoint);
    }
    if (arguments != null) {
      document.put("arguments", arguments);
    }
    return document;
  }
}

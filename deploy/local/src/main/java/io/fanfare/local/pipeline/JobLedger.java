package io.fanfare.local.pipeline;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fanfare.local.JsonFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * What is remembered of each job besides Flink, whose own memory ends with the JobManager: under
 * which ids it ran, so that its checkpoints are found, and whether it ever had a checkpoint, so
 * that one that is gone is noticed.
 */
final class JobLedger {

  /**
   * What is remembered of one job.
   *
   * @param runs ids of the runs whose checkpoints may still be needed, the current one last
   * @param checkpointed whether a checkpoint or savepoint was ever completed
   */
  record Entry(List<String> runs, boolean checkpointed) {

    Entry {
      runs = List.copyOf(runs);
    }
  }

  private static final Entry NEW = new Entry(List.of(), false);

  private final JsonFile<LinkedHashMap<String, Entry>> file;
  private final LinkedHashMap<String, Entry> entries;

  JobLedger(Path file) {
    this.file = new JsonFile<>(file, new TypeReference<>() {});
    this.entries = this.file.read().orElseGet(LinkedHashMap::new);
  }

  synchronized Entry entry(String job) {
    return entries.getOrDefault(job, NEW);
  }

  /** Every job that anything is remembered of. */
  synchronized List<String> jobs() {
    return List.copyOf(entries.keySet());
  }

  /** Id of the newest run of a job. */
  synchronized Optional<String> current(String job) {
    List<String> runs = entry(job).runs();
    return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
  }

  /** Notes a run before it is started: it may write a checkpoint that nobody else remembers. */
  synchronized void started(String job, String run) {
    List<String> runs = new ArrayList<>(entry(job).runs());
    runs.add(run);
    put(job, new Entry(runs, entry(job).checkpointed()));
  }

  /** Notes that the job has a checkpoint or savepoint. */
  synchronized void checkpointed(String job) {
    if (!entry(job).checkpointed()) {
      put(job, new Entry(entry(job).runs(), true));
    }
  }

  /** Forgets all runs of a job but the current one. */
  synchronized void forgetFormerRuns(String job) {
    current(job)
        .filter(run -> entry(job).runs().size() > 1)
        .ifPresent(run -> put(job, new Entry(List.of(run), entry(job).checkpointed())));
  }

  /** Forgets a job. */
  synchronized void forget(String job) {
    entries.remove(job);
    file.write(entries);
  }

  private void put(String job, Entry entry) {
    entries.put(job, entry);
    file.write(entries);
  }
}

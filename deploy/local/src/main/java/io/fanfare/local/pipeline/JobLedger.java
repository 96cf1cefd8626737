package io.fanfare.local.pipeline;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fanfare.local.JsonFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * What the stack has to know about each job after the JobManager has ended: the ids of its runs, to
 * find its checkpoints, and whether it ever had one, to detect that its state is missing.
 */
final class JobLedger {

  /**
   * The entry of one job.
   *
   * @param runs ids of the runs whose checkpoints may still be needed, the current run last
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

  /** Names of all jobs that have an entry. */
  synchronized List<String> jobs() {
    return List.copyOf(entries.keySet());
  }

  /** Id of the newest run of a job. */
  synchronized Optional<String> current(String job) {
    List<String> runs = entry(job).runs();
    return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
  }

  /** Records a run. Call it before the start: only this entry leads to the run's checkpoints. */
  synchronized void recordRun(String job, String run) {
    List<String> runs = new ArrayList<>(entry(job).runs());
    runs.add(run);
    put(job, new Entry(runs, entry(job).checkpointed()));
  }

  /** Records that the job has completed a checkpoint or savepoint. */
  synchronized void recordCheckpoint(String job) {
    if (!entry(job).checkpointed()) {
      put(job, new Entry(entry(job).runs(), true));
    }
  }

  /** Removes all runs of a job except the current one. */
  synchronized void removeFormerRuns(String job) {
    current(job)
        .filter(run -> entry(job).runs().size() > 1)
        .ifPresent(run -> put(job, new Entry(List.of(run), entry(job).checkpointed())));
  }

  /** Removes the entry of a job. */
  synchronized void remove(String job) {
    entries.remove(job);
    file.write(entries);
  }

  private void put(String job, Entry entry) {
    entries.put(job, entry);
    file.write(entries);
  }
}

package io.fanfare.ops.jobs;

import io.fanfare.ops.FlinkAccess;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.rest.FlinkRest;
import io.fanfare.ops.rest.RestException;
import io.fanfare.ops.savepoints.CheckpointFolder;
import io.fanfare.ops.savepoints.Savepoint;
import io.fanfare.ops.savepoints.SavepointReader;
import io.fanfare.schemas.JobNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The savepoints of a pipeline, and the checkpoints of its running jobs: what they are of, and what
 * keeps a jar from being started from them.
 */
public final class SavepointCatalogue {

  private final PipelineAccess pipeline;
  private final FlinkAccess flink;
  private final FlinkRest rest;

  public SavepointCatalogue(PipelineAccess pipeline) {
    this.pipeline = pipeline;
    this.flink = pipeline.requireFlink();
    this.rest = new FlinkRest(flink.rest());
  }

  /**
   * Lists the savepoints of the folder and of the running jobs, the newest last.
   *
   * @param names of jobs; none for all
   * @throws OperationException if Flink or Kafka does not answer, or the jar cannot be asked
   */
  public List<Savepoint> list(Set<String> names) throws InterruptedException {
    try {
      Map<String, String> writers = new LinkedHashMap<>();
      for (FlinkRest.Job job : new PipelineJobs(pipeline).live().values()) {
        for (String place : rest.restorePoints(job.id())) {
          writers.put(normal(CheckpointFolder.of(place)), job.name());
        }
      }
      List<String> places = new ArrayList<>(writers.keySet());
      places.add(flink.savepoints());
      Map<String, Savepoint> found = new LinkedHashMap<>();
      for (Savepoint one : read(flink.jobsJar(), places)) {
        String writer = writers.get(normal(CheckpointFolder.of(one.location())));
        if (one.writtenAt() != null || writer == null) {
          found.putIfAbsent(normal(one.location()), writer == null ? one : one.of(writer));
        }
      }
      return found.values().stream()
          .filter(one -> names.isEmpty() || isOf(one, names))
          .sorted(
              Comparator.comparing(
                  Savepoint::writtenAt, Comparator.nullsFirst(Comparator.naturalOrder())))
          .toList();
    } catch (IOException e) {
      throw new OperationException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Compares a savepoint or checkpoint with the jobs of a jar.
   *
   * @throws OperationException if Flink or Kafka does not answer, or there is no single savepoint
   */
  public Savepoint check(String location, Path jar) throws InterruptedException {
    try {
      List<Savepoint> read = read(jar, List.of(location));
      if (read.size() != 1) {
        throw new OperationException(
            "%s has %d savepoints: give the directory of one.".formatted(location, read.size()));
      }
      return read.get(0);
    } catch (IOException e) {
      throw new OperationException(String.valueOf(e.getMessage()), e);
    }
  }

  private List<Savepoint> read(Path jar, List<String> places)
      throws IOException, InterruptedException {
    String id = rest.upload(jar);
    try {
      return new SavepointReader(rest, pipeline.kafka()).read(id, places);
    } catch (RestException e) {
      throw new OperationException(
          "The jar %s cannot be asked about savepoints: is it of an earlier release, or not of the jobs? %s"
              .formatted(jar, e.getMessage()),
          e);
    } finally {
      rest.deleteJar(id);
    }
  }

  /** The state of a search job does not tell its generation. */
  private static boolean isOf(Savepoint savepoint, Set<String> names) {
    String job = savepoint.job();
    return job != null
        && (names.contains(job)
            || (job.equals(JobNames.SEARCH) && names.stream().anyMatch(JobKind::isSearch)));
  }

  /** Flink writes the URI of a file in two ways. */
  private static String normal(String location) {
    return location.replaceFirst("^file:/+", "file:/");
  }
}

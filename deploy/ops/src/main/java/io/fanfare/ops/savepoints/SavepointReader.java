package io.fanfare.ops.savepoints;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.rest.FlinkRest;
import io.fanfare.ops.rest.RestException;
import io.fanfare.schemas.JobNames;
import io.fanfare.schemas.settings.KafkaAccess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads savepoints with the program of a jobs' jar. The JobManager runs it, and starts nothing: it
 * has Flink's classes, and reaches the savepoints as the jobs do.
 */
public final class SavepointReader {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The program returns its answer as the name of a job. */
  private static final String AS_PLAN = "--as-plan";

  private final FlinkRest flink;
  private final KafkaAccess kafka;

  public SavepointReader(FlinkRest flink, KafkaAccess kafka) {
    this.flink = flink;
    this.kafka = kafka;
  }

  /** As {@link #readState}, and whether the topics keep what follows the positions. */
  public List<Savepoint> read(String jarId, List<String> locations)
      throws IOException, InterruptedException {
    List<Savepoint> read = readState(jarId, locations);
    KeptPositions kept = KeptPositions.read(kafka, read);
    return read.stream().map(kept::check).toList();
  }

  /**
   * What is in savepoints, and what keeps a job of the jar from being restored from them.
   *
   * @param jarId of an uploaded jar
   * @param locations savepoints, or folders with savepoints, of which the newest comes first
   * @throws RestException if the jar is of a release without this program
   */
  public List<Savepoint> readState(String jarId, List<String> locations)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(locations);
    arguments.add(AS_PLAN);
    String answer = flink.plannedName(jarId, JobNames.SAVEPOINTS_CLASS, arguments);
    try {
      List<Savepoint> savepoints = new ArrayList<>();
      JSON.readTree(answer).forEach(document -> savepoints.add(Savepoint.of(document)));
      return savepoints;
    } catch (JsonProcessingException e) {
      throw new OperationException("The jar does not report on savepoints: " + answer, e);
    }
  }
}

package io.fanfare.local.server;

import io.fanfare.local.StackSettings;
import io.fanfare.local.process.JavaCommand;
import io.fanfare.local.process.Launch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Flink's TaskManager, in which the jobs run. */
public final class TaskManagerServer extends FlinkServer {

  public static final String NAME = "taskmanager";

  private static final int TASK_HEAP = 432;
  private static final int FRAMEWORK_HEAP = 128;
  private static final int TASK_OFF_HEAP = 64;
  private static final int FRAMEWORK_OFF_HEAP = 64;
  private static final int NETWORK = 108;
  private static final int MANAGED = 768;

  /** Each run of the ten jobs loads its classes again, and those of former runs go slowly. */
  private static final int METASPACE = 512;

  /** New for each start, so that the former process is never taken for the new one. */
  private volatile String id = "";

  private int starts;

  public TaskManagerServer(StackSettings settings) {
    super(NAME, settings);
  }

  @Override
  public List<Integer> ports() {
    List<Integer> ports = new ArrayList<>();
    ports.add(settings.ports().taskManagerData());
    ports.addAll(settings.ports().taskManagerRpc());
    ports.addAll(settings.ports().taskManagerMetrics());
    return withMetrics(settings.ports().taskManagerReporter(), ports.toArray(Integer[]::new));
  }

  @Override
  public Launch prepare() throws IOException {
    starts++;
    id = NAME + "-" + UUID.randomUUID();
    JavaCommand java =
        java(128, TASK_HEAP + FRAMEWORK_HEAP)
            .flag("-XX:MaxMetaspaceSize=" + METASPACE + "m")
            // What outlives two collections is gathered for long, or state: copying it again and
            // again is a twelfth of the stats job.
            .flag("-XX:MaxTenuringThreshold=2")
            .flag(
                "-XX:MaxDirectMemorySize=" + (TASK_OFF_HEAP + FRAMEWORK_OFF_HEAP + NETWORK) + "m");
    return launch(java, "org.apache.flink.runtime.taskexecutor.TaskManagerRunner", configuration());
  }

  /** Ready once it has registered with the JobManager. */
  @Override
  public boolean ready() throws InterruptedException {
    return Reachable.byHttp(settings.ports().flink(), "/taskmanagers", id);
  }

  private int inTurn(List<Integer> ports) {
    return ports.get(starts % ports.size());
  }

  /** Sets every part of the memory, so that no program has to derive them before the start. */
  private FlinkConfiguration configuration() {
    FlinkConfiguration configuration = FlinkConfiguration.of(settings);
    if (settings.isObserved()) {
      configuration.withReporter(settings.ports().taskManagerReporter());
    }
    return configuration
        .with("taskmanager.resource-id", id)
        .with("taskmanager.rpc.port", inTurn(settings.ports().taskManagerRpc()))
        .with("metrics.internal.query-service.port", inTurn(settings.ports().taskManagerMetrics()))
        .with("taskmanager.numberOfTaskSlots", FlinkConfiguration.SLOTS)
        .with("taskmanager.cpu.cores", FlinkConfiguration.SLOTS)
        .with("taskmanager.memory.task.heap.size", TASK_HEAP + "m")
        .with("taskmanager.memory.task.off-heap.size", TASK_OFF_HEAP + "m")
        .with("taskmanager.memory.framework.heap.size", FRAMEWORK_HEAP + "m")
        .with("taskmanager.memory.framework.off-heap.size", FRAMEWORK_OFF_HEAP + "m")
        .with("taskmanager.memory.network.min", NETWORK + "m")
        .with("taskmanager.memory.network.max", NETWORK + "m")
        .with("taskmanager.memory.managed.size", MANAGED + "m")
        .with("taskmanager.memory.jvm-metaspace.size", METASPACE + "m")
        .with("taskmanager.memory.jvm-overhead.min", "128m")
        .with("taskmanager.memory.jvm-overhead.max", "128m");
  }
}

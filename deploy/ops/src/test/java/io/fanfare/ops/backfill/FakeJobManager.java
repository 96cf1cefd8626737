package io.fanfare.ops.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The part of a JobManager's REST interface that commands use, without any Flink behind it. */
public final class FakeJobManager implements AutoCloseable {

  public static final String JAR = "7c0d_fanfare-jobs.jar";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Requests that change something, such as `PATCH /jobs/1?mode=cancel`, with their bodies. */
  public final Map<String, JsonNode> changes = new LinkedHashMap<>();

  private static final int SLOTS = 4;
  private static final int OK = 200;
  private static final int CONFLICT = 409;

  private String[] startedStates = {"CREATED", "RUNNING"};
  private final Deque<String> taskStates = new ArrayDeque<>(List.of("RUNNING"));
  private final Map<String, Job> jobs = new LinkedHashMap<>();
  private @Nullable String savepoint = "s3://savepoints/1";
  private @Nullable String checkpoint;
  private String planName = "[]";
  private HttpServer server;

  /** A job. Each overview moves it to the next of its states, up to the last one. */
  private record Job(String name, long startMillis, Deque<String> states, Map<String, ?> config) {
    String state() {
      return states.size() > 1 ? states.remove() : states.element();
    }
  }

  public FakeJobManager() throws IOException {
    server = server(0);
  }

  private HttpServer server(int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::answer);
    server.start();
    return server;
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void add(String id, String name, String... states) {
    add(id, name, Map.of(), states);
  }

  public void add(String id, String name, Map<String, ?> config, String... states) {
    jobs.put(id, new Job(name, jobs.size(), new ArrayDeque<>(List.of(states)), config));
  }

  /** The states of the tasks of every job, one for each question, up to the last one. */
  void taskStates(String... states) {
    taskStates.clear();
    taskStates.addAll(List.of(states));
  }

  /** Every job has this checkpoint. */
  public void checkpoint(String location) {
    checkpoint = location;
  }

  /** Programs that are asked for a plan give their job this name. */
  public void planName(String name) {
    planName = name;
  }

  /** Savepoints fail from now on. */
  void failSavepoints() {
    savepoint = null;
  }

  /** Jobs that are started from now on fail. */
  public void failStarts() {
    startedStates = new String[] {"FAILED"};
  }

  void goAway() {
    server.stop(0);
  }

  void comeBack() {
    try {
      server = server(server.getAddress().getPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    byte[] request = exchange.getRequestBody().readAllBytes();
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().toString();
    if (!method.equals("GET")) {
      boolean isJson = !path.equals("/jars/upload") && request.length > 0;
      changes.put(method + " " + path, isJson ? JSON.readTree(request) : JSON.nullNode());
    }
    boolean isLate = path.endsWith("mode=cancel") && hasEnded(path.split("[/?]")[2]);
    byte[] answer =
        JSON.writeValueAsBytes(
            isLate ? Map.of("errors", List.of("cancelled too late")) : answer(method, path));
    exchange.sendResponseHeaders(isLate ? CONFLICT : OK, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private boolean hasEnded(String id) {
    return Set.of("FAILED", "FINISHED", "CANCELED").contains(job(id).states().peekLast());
  }

  private Map<String, ?> answer(String method, String path) {
    String[] parts = path.split("[/?]");
    String last = parts[parts.length - 1];
    if (path.equals("/jobs/overview")) {
      return Map.of("jobs", overview());
    }
    if (path.equals("/overview")) {
      return Map.of("slots-total", SLOTS);
    }
    if (path.equals("/jars/upload")) {
      return Map.of("filename", "/tmp/flink-web/" + JAR);
    }
    if (last.equals("plan")) {
      return Map.of("plan", Map.of("name", planName));
    }
    if (last.equals("checkpoints") && checkpoint != null) {
      return Map.of("latest", Map.of("completed", Map.of("external_path", checkpoint)));
    }
    if (last.equals("run")) {
      JsonNode run = changes.get(method + " " + path);
      add(run.path("jobId").asText(), name(run), startedStates);
    }
    if (last.equals("mode=cancel")) {
      Deque<String> states = job(parts[2]).states();
      states.clear();
      states.addAll(List.of("CANCELLING", "CANCELED"));
    }
    if (last.equals("config")) {
      return Map.of("execution-config", Map.of("user-config", job(parts[2]).config()));
    }
    if (last.equals("stop")) {
      job(parts[2]).states().clear();
      job(parts[2]).states().add("FINISHED");
      return Map.of("request-id", "request");
    }
    if (parts.length == 3 && parts[1].equals("jobs")) {
      return Map.of("vertices", List.of(Map.of("status", taskState())));
    }
    if (last.equals("savepoints")) {
      return Map.of("request-id", "request");
    }
    return last.equals("request") ? savepoint() : Map.of();
  }

  private String taskState() {
    return taskStates.size() > 1 ? taskStates.remove() : taskStates.element();
  }

  private List<Map<String, ?>> overview() {
    List<Map<String, ?>> overview = new ArrayList<>();
    jobs.forEach(
        (id, job) ->
            overview.add(
                Map.of(
                    "jid", id,
                    "name", job.name(),
                    "state", job.state(),
                    "start-time", job.startMillis())));
    return overview;
  }

  private Job job(String id) {
    return jobs.computeIfAbsent(
        id,
        unknown -> {
          throw new AssertionError("no job " + unknown);
        });
  }

  private Map<String, ?> savepoint() {
    Map<String, ?> operation = savepoint == null ? Map.of() : Map.of("location", savepoint);
    return Map.of("status", Map.of("id", "COMPLETED"), "operation", operation);
  }

  /** Jobs name themselves after their arguments. */
  private static String name(JsonNode run) {
    List<String> arguments = new ArrayList<>();
    run.path("programArgsList").forEach(argument -> arguments.add(argument.asText()));
    int generation = arguments.indexOf("--generation");
    return generation < 0 ? "stats-rebuild" : "search-" + arguments.get(generation + 1);
  }
}

package io.fanfare.cli.options;

import io.fanfare.local.StackAddresses;
import io.fanfare.local.StackHome;
import io.fanfare.local.process.ResidentMemory;
import io.fanfare.local.supervisor.DetachedStack;
import io.fanfare.local.supervisor.ServerReport;
import io.fanfare.local.supervisor.ServerState;
import io.fanfare.local.supervisor.StackState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The state of a stack, as text and as a document.
 *
 * @param state empty if no supervisor runs
 * @param addresses empty if no supervisor runs
 * @param leftovers names of servers that a killed supervisor left running
 */
public record StatusReport(
    StackHome home,
    Optional<StackState> state,
    Optional<StackAddresses> addresses,
    List<String> leftovers) {

  private static final long MEBIBYTE = 1024 * 1024;

  public static StatusReport of(StackOptions options) {
    DetachedStack stack = new DetachedStack(options.home());
    Optional<StackState> state = stack.state();
    return new StatusReport(
        options.home(),
        state,
        state.map(
            s ->
                new StackAddresses(
                    options.settings(s.portBase(), s.extent()).withEdge(s.hasEdge()))),
        state.isPresent() ? List.of() : stack.leftovers());
  }

  /** Returns one sentence about what is wrong with the stack; empty if nothing is. */
  public Optional<String> problem() {
    if (state.isEmpty()) {
      return Optional.of("The stack in " + home.root() + " is not up: " + advice());
    }
    StackState seen = state.get();
    if (seen.phase() != StackState.Phase.UP) {
      return Optional.of(
          "The stack in %s is %s%s."
              .formatted(
                  home.root(),
                  lower(seen.phase()),
                  seen.problem().isEmpty() ? "" : ": " + seen.problem()));
    }
    List<String> missing =
        seen.servers().stream()
            .filter(server -> server.state() != ServerState.RUNNING)
            .map(server -> server.name() + " is " + lower(server.state()))
            .toList();
    if (!missing.isEmpty()) {
      return Optional.of("Not all servers are running: " + String.join(", ", missing) + ".");
    }
    return seen.problem().isEmpty() ? Optional.empty() : Optional.of(seen.problem());
  }

  /** Returns the report as one document; `error` is present only if something is wrong. */
  public Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    addresses.ifPresent(known -> document.putAll(known.document()));
    document.put("home", home.root().toString());
    document.put("state", state.map(seen -> lower(seen.phase())).orElse("down"));
    state.ifPresent(
        seen -> {
          document.put("servers", seen.servers().stream().map(StatusReport::server).toList());
          document.put("jobs", seen.jobs());
        });
    problem().ifPresent(problem -> document.put("error", problem));
    return document;
  }

  /** Returns servers and jobs as lines of text; none if no supervisor runs. */
  public List<String> table() {
    List<String> lines = new ArrayList<>();
    state.ifPresent(
        seen -> {
          addresses.ifPresent(known -> lines.add("The source is " + known.sourceName() + "."));
          lines.add(row("SERVER", "PROCESS", "PORT", "STATE", "MEMORY", "RESTARTS"));
          seen.servers().forEach(server -> lines.addAll(rows(server)));
          seen.jobs().forEach((job, what) -> lines.add("job " + job + " is " + lower(what)));
        });
    return lines;
  }

  private static List<String> rows(ServerReport server) {
    List<String> lines = new ArrayList<>();
    lines.add(
        row(
            server.name(),
            server.pid() == 0 ? "-" : Long.toString(server.pid()),
            Integer.toString(server.port()),
            lower(server.state()),
            ResidentMemory.of(server.pid()) / MEBIBYTE + " MiB",
            Integer.toString(server.restarts())));
    server.problem().forEach(line -> lines.add("    " + line));
    return lines;
  }

  private static Map<String, Object> server(ServerReport server) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", server.name());
    document.put("pid", server.pid());
    document.put("port", server.port());
    document.put("state", lower(server.state()));
    document.put("rssBytes", ResidentMemory.of(server.pid()));
    document.put("restarts", server.restarts());
    document.put("log", server.log());
    if (!server.problem().isEmpty()) {
      document.put("problem", server.problem());
    }
    return document;
  }

  private String advice() {
    return leftovers.isEmpty()
        ? "start it with `fanfare up`."
        : "a killed supervisor left %s running. Stop them with `fanfare down`, then run `fanfare up`."
            .formatted(String.join(", ", leftovers));
  }

  private static String row(String... cells) {
    return String.format(Locale.ROOT, "%-12s %8s %6s  %-10s %9s %9s", (Object[]) cells);
  }

  private static String lower(Object name) {
    return name.toString().toLowerCase(Locale.ROOT);
  }
}

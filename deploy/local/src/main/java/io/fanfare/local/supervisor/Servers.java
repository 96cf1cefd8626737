package io.fanfare.local.supervisor;

import io.fanfare.local.StackSettings;
import io.fanfare.local.process.PortCheck;
import io.fanfare.local.server.AgentProcess;
import io.fanfare.local.server.AlertmanagerServer;
import io.fanfare.local.server.ApiServerProcess;
import io.fanfare.local.server.CassandraServer;
import io.fanfare.local.server.ConnectServer;
import io.fanfare.local.server.ElasticsearchServer;
import io.fanfare.local.server.ExporterProcess;
import io.fanfare.local.server.HaproxyServer;
import io.fanfare.local.server.JobManagerServer;
import io.fanfare.local.server.KafkaServer;
import io.fanfare.local.server.MariaDbServer;
import io.fanfare.local.server.NginxServer;
import io.fanfare.local.server.PrometheusServer;
import io.fanfare.local.server.PurgerProcess;
import io.fanfare.local.server.ReceiversProcess;
import io.fanfare.local.server.Server;
import io.fanfare.local.server.TaskManagerServer;
import io.fanfare.local.server.VarnishServer;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.terminal.Progress;
import io.fanfare.schemas.notifications.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The servers of a stack, by name. */
final class Servers {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Groups of servers that are stopped together. Servers that use others come first. */
  static final List<List<String>> STOPPING_ORDER =
      List.of(
          List.of(NginxServer.NAME),
          List.of(VarnishServer.NAME, PurgerProcess.NAME),
          List.of(HaproxyServer.NAME),
          List.of(ExporterProcess.NAME, PrometheusServer.NAME, AlertmanagerServer.NAME),
          AgentProcess.NAMES,
          List.of(ReceiversProcess.NAME),
          List.of(
              ApiServerProcess.NAME,
              ApiServerProcess.SECOND,
              ConnectServer.NAME,
              TaskManagerServer.NAME),
          List.of(JobManagerServer.NAME),
          List.of(
              KafkaServer.NAME,
              CassandraServer.NAME,
              ElasticsearchServer.NAME,
              MariaDbServer.NAME));

  private final Map<String, SupervisedServer> byName = new LinkedHashMap<>();
  private final List<Server> servers;

  Servers(
      StackSettings settings,
      Progress progress,
      Runnable changed,
      BiConsumer<String, OperationException> deaths) {
    servers = of(settings);
    for (Server server : servers) {
      byName.put(
          server.name(), new SupervisedServer(server, settings.home(), progress, changed, deaths));
    }
  }

  private static List<Server> of(StackSettings settings) {
    List<Server> servers = new ArrayList<>();
    if (!settings.source().isExternal()) {
      servers.add(new MariaDbServer(settings));
    }
    servers.add(new KafkaServer(settings));
    servers.add(new ConnectServer(settings));
    servers.add(new CassandraServer(settings));
    if (settings.extent().searches()) {
      servers.add(new ElasticsearchServer(settings));
    }
    servers.add(new JobManagerServer(settings));
    servers.add(new TaskManagerServer(settings));
    if (settings.extent().flows()) {
      servers.add(ApiServerProcess.first(settings));
    }
    if (settings.hasEdge()) {
      servers.add(ApiServerProcess.second(settings));
      servers.add(new HaproxyServer(settings));
      servers.add(new VarnishServer(settings));
      servers.add(new PurgerProcess(settings));
      servers.add(new NginxServer(settings));
    }
    if (settings.sends()) {
      servers.add(new ReceiversProcess(settings));
      for (Channel channel : Channel.values()) {
        servers.add(new AgentProcess(channel, settings));
      }
    }
    if (settings.isObserved()) {
      servers.add(new ExporterProcess(settings));
      servers.add(new PrometheusServer(settings));
      servers.add(new AlertmanagerServer(settings));
    }
    return servers;
  }

  /** Checks that all ports of all servers are free. Call it before the first server starts. */
  void requireFreePorts() {
    servers.forEach(
        server -> server.ports().forEach(port -> PortCheck.requireFree(server.name(), port)));
  }

  SupervisedServer get(String name) {
    SupervisedServer server = byName.get(name);
    if (server == null) {
      throw new OperationException(
          "There is no server '%s'. The servers are %s."
              .formatted(name, String.join(", ", byName.keySet())));
    }
    return server;
  }

  List<ServerReport> reports() {
    return byName.values().stream().map(SupervisedServer::report).toList();
  }

  /** Stops all servers. A server is stopped before those that it uses. */
  void stop() throws InterruptedException {
    for (List<String> together : STOPPING_ORDER) {
      List<SupervisedServer> group =
          together.stream().filter(byName::containsKey).map(this::get).toList();
      group.forEach(SupervisedServer::requestStop);
      for (SupervisedServer server : group) {
        server.stop(PATIENCE);
      }
    }
  }
}

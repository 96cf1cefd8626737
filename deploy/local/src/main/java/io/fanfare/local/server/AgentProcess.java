package io.fanfare.local.server;

import io.fanfare.local.Ports;
import io.fanfare.local.Source;
import io.fanfare.local.StackAddresses;
import io.fanfare.local.StackSettings;
import io.fanfare.local.process.Launch;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Channels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The agent of one channel, which sends to the receivers of this stack. */
public final class AgentProcess extends StackServer {

  /** The names of all agents. */
  public static final List<String> NAMES =
      Arrays.stream(Channel.values()).map(AgentProcess::name).toList();

  private static final String LOOPBACK = "127.0.0.0/8";

  private final Channel channel;

  public AgentProcess(Channel channel, StackSettings settings) {
    super(name(channel), settings);
    this.channel = channel;
  }

  private static String name(Channel channel) {
    return Channels.agent(channel);
  }

  @Override
  public List<Integer> ports() {
    return List.of(port());
  }

  private int port() {
    return settings.ports().agents().get(channel.ordinal());
  }

  @Override
  public Launch prepare() throws IOException {
    Path libraries =
        files.copyJars(settings.checkout().agentsJar(), settings.checkout().agentsLibraries());
    List<Object> arguments = new ArrayList<>(common());
    arguments.addAll(
        switch (channel) {
          case PUSH -> push();
          case EMAIL -> email();
          case WEBHOOK -> webhook();
        });
    return new Launch(
        files
            // A thousand messages on their way outgrow a small young generation: each collection
            // would copy them, and move them to where only a full one finds them.
            .withLog4j(java(96, 192).flag("-Xmn64m"))
            .jarsIn(libraries)
            .main("io.fanfare.agents.Agent", arguments.toArray()));
  }

  private List<Object> common() {
    StackAddresses addresses = new StackAddresses(settings);
    Source source = settings.source();
    return List.of(
        "--channel",
        Channels.name(channel),
        "--host",
        Ports.HOST,
        "--admin-port",
        port(),
        "--site-url",
        addresses.publicUrl(),
        "--kafka-bootstrap",
        addresses.kafka().bootstrap(),
        "--cassandra-contact-points",
        addresses.cassandra().contactPoints(),
        "--cassandra-datacenter",
        addresses.cassandra().datacenter(),
        "--cassandra-sync-lag-ms",
        StackAddresses.SYNC_LAG.toMillis(),
        "--mysql-url",
        source.url(),
        "--mysql-user",
        source.readerUser(),
        "--mysql-password-file",
        source.readerPasswordFile());
  }

  private List<Object> push() {
    return List.of(
        "--push-vapid-key-file",
        settings.secrets().vapidKeyFile(),
        "--push-subject",
        "mailto:operator@fanfare.example",
        "--push-open-url",
        new StackAddresses(settings).publicUrl() + "/",
        "--push-allow-http",
        true,
        "--push-allowed-networks",
        LOOPBACK);
  }

  private List<Object> email() {
    return List.of(
        "--email-host",
        Ports.HOST,
        "--email-port",
        settings.ports().smtp(),
        "--email-security",
        "none",
        "--email-from",
        "news@fanfare.example",
        "--email-allow-http",
        true,
        "--api-url",
        new StackAddresses(settings).publicUrl(),
        "--opt-out-key-file",
        settings.secrets().optOutKeyFile());
  }

  private List<Object> webhook() {
    return List.of(
        "--webhook-key-file",
        settings.secrets().webhookKeyFile(),
        "--webhook-allow-http",
        true,
        "--webhook-allowed-networks",
        LOOPBACK);
  }

  @Override
  public boolean ready() throws InterruptedException {
    return Reachable.byHttp(port(), "/health/ready");
  }
}

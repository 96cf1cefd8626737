package io.fanfare.receivers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.receivers.Faults.Fault;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands in for the outside world: an SMTP server, a push service and receivers of webhooks on
 * 127.0.0.1. Over HTTP it shows what arrived and takes faults.
 */
public final class Receivers implements AutoCloseable {

  private static final String USAGE =
      """
      Keeps mail, pushes and webhooks in memory, the last 10,000 of each, and shows them.

        --port N       port for HTTP on 127.0.0.1; 0 for any free one
        --smtp-port N  port for SMTP on 127.0.0.1; 0 for any free one; takes mail for every address
                       and every login, except that with the password 'wrong'

        GET    /                         what arrived, as a page
        GET    /ready                    200 when all ports are open
        GET    /mails, /pushes, /webhooks
                                         what arrived, newest first: {total, items}; parameters:
                                         limit (default: 100), and to, subscription or name
        DELETE /received                 forgets what arrived
        POST   /subscriptions            makes a push subscription: {id, endpoint, keys}; the body may
                                         have {"applicationServerKey": KEY}, the only key that may send
        DELETE /subscriptions/ID         ends it: pushes get 410
        POST   /push/ID                  the push service (RFC 8030, 8291, 8292)
        PUT    /webhooks/NAME            makes a receiver: {url, secret}; body {} or {secret}
        DELETE /webhooks/NAME            ends it: webhooks get 410
        POST   /webhooks/NAME            the receiver (Standard Webhooks)
        PUT    /faults/CHANNEL[/NAME]    CHANNEL smtp, push or webhook; NAME an address, ID or receiver;
                                         {status, retryAfter, location, delayMillis, count, phase}
        DELETE /faults                   ends all faults
      """;

  private static final Pattern NAMED = Pattern.compile("/([a-z]+)/([^/]+)(?:/([^/]+))?");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DEFAULT_LIMIT = 100;
  private static final int SHOWN = 50;

  private final Faults faults = new Faults();
  private final HttpPort http;
  private final MailServer mail;
  private final PushService push;
  private final WebhookReceiver webhook;

  /**
   * Opens the ports.
   *
   * @param port for HTTP; 0 for any free one
   * @param smtpPort for SMTP; 0 for any free one
   * @throws IOException if a port is in use
   */
  public Receivers(int port, int smtpPort, Clock clock) throws IOException, InterruptedException {
    http = new HttpPort(port);
    String origin = "http://127.0.0.1:" + http.port();
    push = new PushService(origin, faults, clock);
    webhook = new WebhookReceiver(origin, faults, clock);
    mail = new MailServer(smtpPort, faults, clock);
    mail.start();
    http.start(this::answer);
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Map<String, String> options =
        arguments.length == 4
            ? Map.of(arguments[0], arguments[1], arguments[2], arguments[3])
            : Map.of();
    if (!options.containsKey("--port") || !options.containsKey("--smtp-port")) {
      System.err.println(USAGE);
      System.exit(2);
    }
    Receivers receivers =
        new Receivers(
            Integer.parseInt(options.get("--port")),
            Integer.parseInt(options.get("--smtp-port")),
            Clock.systemUTC());
    Runtime.getRuntime().addShutdownHook(new Thread(receivers::close, "stop"));
    System.out.println(
        "Receivers: http://127.0.0.1:" + receivers.port() + "/, SMTP " + receivers.smtpPort());
    new CountDownLatch(1).await();
  }

  public int port() {
    return http.port();
  }

  public int smtpPort() {
    return mail.port();
  }

  @Override
  public void close() {
    http.close();
    mail.close();
  }

  private Reply answer(Request request) {
    Matcher named = NAMED.matcher(request.path());
    if (named.matches()) {
      String name = named.group(2);
      return switch (request.method() + " " + named.group(1)) {
        case "POST push" -> push.push(name, request);
        case "POST webhooks" -> webhook.receive(name, request);
        case "PUT webhooks" -> createWebhook(name, request.body());
        case "DELETE webhooks" -> done(webhook.delete(name));
        case "DELETE subscriptions" -> done(push.unsubscribe(name));
        case "PUT faults" ->
            setFault(name, named.group(3) == null ? "" : named.group(3), request.body());
        default -> unknown();
      };
    }
    return switch (request.method() + " " + request.path()) {
      case "GET /" -> page();
      case "GET /ready" -> Reply.text(200, "ready\n");
      case "GET /mails" -> list(mail.mails(), request, "to", (m, to) -> m.to().contains(to));
      case "GET /pushes" ->
          list(push.pushes(), request, "subscription", (p, id) -> p.subscription().equals(id));
      case "GET /webhooks" ->
          list(webhook.webhooks(), request, "name", (w, name) -> w.name().equals(name));
      case "POST /subscriptions" -> subscribe(request.body());
      case "DELETE /received" -> forget();
      case "DELETE /faults" -> {
        faults.clear();
        yield done(true);
      }
      default -> unknown();
    };
  }

  private Reply createWebhook(String name, byte[] body) {
    try {
      JsonNode secret = JSON.readTree(body).path("secret");
      return Reply.json(201, webhook.create(name, secret.isTextual() ? secret.textValue() : null));
    } catch (IOException e) {
      throw new IllegalArgumentException("The body is not JSON.", e);
    }
  }

  private Reply subscribe(byte[] body) {
    try {
      JsonNode key = JSON.readTree(body).path("applicationServerKey");
      return Reply.json(201, push.subscribe(key.isTextual() ? key.textValue() : null));
    } catch (IOException e) {
      throw new IllegalArgumentException("The body is not JSON.", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Reply setFault(String channel, String name, byte[] body) {
    if (!channel.matches("smtp|push|webhook")) {
      throw new IllegalArgumentException("The channel is none of smtp, push, webhook: " + channel);
    }
    try {
      faults.set(channel, name, JSON.readValue(body, Fault.class));
      return done(true);
    } catch (IOException e) {
      throw new IllegalArgumentException("The fault cannot be read: " + e.getMessage(), e);
    }
  }

  private Reply forget() {
    mail.mails().clear();
    push.pushes().clear();
    webhook.webhooks().clear();
    return done(true);
  }

  private Reply page() {
    return Reply.html(
        Page.of(
            mail.mails().find(all -> true, SHOWN),
            push.pushes().find(all -> true, SHOWN),
            webhook.webhooks().find(all -> true, SHOWN)));
  }

  private interface Selection<T> {
    boolean contains(T item, String value);
  }

  private static <T> Reply list(
      Latest<T> latest, Request request, String parameter, Selection<T> selection) {
    String wanted = request.query().get(parameter);
    Predicate<T> filter = item -> wanted == null || selection.contains(item, wanted);
    String limit = request.query().getOrDefault("limit", String.valueOf(DEFAULT_LIMIT));
    return Reply.json(200, latest.find(filter, Integer.parseInt(limit)));
  }

  private static Reply done(boolean found) {
    return found ? Reply.text(204, "") : Reply.text(404, "There is nothing of this name.");
  }

  private static Reply unknown() {
    return Reply.text(404, USAGE);
  }
}

package io.fanfare.workloads.bench.search;

import io.fanfare.api.auth.Tokens;
import io.fanfare.local.StackAddresses;
import io.fanfare.local.StackSettings;
import io.fanfare.local.supervisor.LocalStack;
import io.fanfare.ops.progress.AllViews;
import io.fanfare.ops.search.Elasticsearch;
import io.fanfare.ops.terminal.Progress;
import io.fanfare.workloads.bench.kit.FeedClient;
import io.fanfare.workloads.bench.kit.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.function.Consumer;

/** A stack of a benchmark's own that searches. */
final class SearchStack implements AutoCloseable {

  private final StackSettings settings;
  private final Progress progress;
  private final LocalStack stack;
  private final Elasticsearch elasticsearch;

  SearchStack(StackSettings settings, Consumer<String> lines) throws InterruptedException {
    this.settings = settings;
    this.progress = new Progress(lines);
    this.stack = LocalStack.up(settings, lines);
    this.elasticsearch = new Elasticsearch(stack.addresses().access().requireSearch());
  }

  /** Writes names to the source, and returns when they can be found. */
  void write(Names names) throws InterruptedException, SQLException {
    names.write(addresses());
    progress.report("%,d users and as many tracks are written", names.all().size());
    new AllViews(addresses().access()).awaitCurrent();
    elasticsearch.ask("POST", "/_refresh", null);
    progress.report("they are found");
  }

  StackAddresses addresses() {
    return stack.addresses();
  }

  StackSettings settings() {
    return settings;
  }

  Progress progress() {
    return progress;
  }

  Elasticsearch elasticsearch() {
    return elasticsearch;
  }

  SearchClient client() throws IOException {
    Tokens tokens = Tokens.of(Files.readString(settings.secrets().tokenKeyFile()));
    String api = addresses().apiUrl();
    return new SearchClient(new FeedClient(api, tokens), api);
  }

  @Override
  public void close() {
    elasticsearch.close();
    stack.close();
  }
}

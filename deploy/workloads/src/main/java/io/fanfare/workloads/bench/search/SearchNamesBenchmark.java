package io.fanfare.workloads.bench.search;

import io.fanfare.local.StackSettings;
import io.fanfare.ops.OperationException;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.Machine;
import io.fanfare.workloads.bench.kit.Names;
import java.io.IOException;
import java.sql.SQLException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;

/**
 * Whether names are found: each is searched for among users and among tracks. What is found counts
 * if it has that very name; names repeat.
 */
public final class SearchNamesBenchmark {

  private static final int FIRST = 10;

  /** As many as there are processors to answer them, on the machines that this is made for. */
  private static final int CLIENTS = 4;

  private static final int REPORT_INTERVAL = 20_000;
  private static final Pattern MARKS = Pattern.compile("\\p{Mn}+");
  private static final int FEWEST_TYPED = 3;

  private final StackSettings settings;
  private final Consumer<String> lines;

  public SearchNamesBenchmark(StackSettings settings, Consumer<String> lines) {
    this.settings = settings;
    this.lines = lines;
  }

  /** A way to type a name; empty where it would be nothing else than the name. */
  private interface Typing {
    Optional<String> of(String name);
  }

  /** Runs it, on a home that is empty before and after. */
  public SearchNamesReport run(Names names) throws IOException, InterruptedException, SQLException {
    Machine machine = Machine.now();
    settings.home().wipe();
    try (SearchStack stack = new SearchStack(settings, lines)) {
      stack.write(names);
      List<FoundNames> found = new ArrayList<>();
      for (DocumentKind kind : List.of(DocumentKind.USER, DocumentKind.TRACK)) {
        found.add(search(stack, names, kind, "exact", Optional::of));
        found.add(search(stack, names, kind, "first three quarters", SearchNamesBenchmark::begun));
        found.add(search(stack, names, kind, "without accents", SearchNamesBenchmark::plain));
      }
      return new SearchNamesReport(machine, names.all().size(), names.passedOver(), found);
    } finally {
      settings.home().wipe();
    }
  }

  private static Optional<String> begun(String name) {
    int characters = name.codePointCount(0, name.length());
    int typed = Math.max(FEWEST_TYPED, characters * 3 / 4);
    return typed >= characters
        ? Optional.empty()
        : Optional.of(name.substring(0, name.offsetByCodePoints(0, typed)).strip())
            .filter(text -> !text.isEmpty());
  }

  private static Optional<String> plain(String name) {
    String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
    String plain =
        Normalizer.normalize(
            MARKS.matcher(Normalizer.normalize(composed, Normalizer.Form.NFD)).replaceAll(""),
            Normalizer.Form.NFC);
    return Optional.of(plain).filter(text -> !text.equals(composed) && !text.isBlank());
  }

  private FoundNames search(
      SearchStack stack, Names names, DocumentKind kind, String way, Typing typing)
      throws IOException, InterruptedException {
    SearchClient client = stack.client();
    Histogram histogram = new SynchronizedHistogram(Latency.histogram());
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<Integer>> ranks = new ArrayList<>();
      for (String name : names.all()) {
        typing
            .of(name)
            .ifPresent(
                text -> ranks.add(clients.submit(() -> rank(client, kind, text, name, histogram))));
      }
      FoundNames.Count count = new FoundNames.Count();
      for (Future<Integer> rank : ranks) {
        count.add(rank.get());
        if (count.searched() % REPORT_INTERVAL == 0) {
          stack.progress().report("%,d of %,d: %s, %s", count.searched(), ranks.size(), kind, way);
        }
      }
      return count.of(kind, way, Latency.of(histogram));
    } catch (ExecutionException e) {
      throw new OperationException("A search failed: " + e.getMessage(), e);
    } finally {
      clients.shutdownNow();
    }
  }

  /** The place of the first hit with this very name, from 1; 0 if there is none. */
  private static int rank(
      SearchClient client, DocumentKind kind, String text, String name, Histogram histogram)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    List<String> found = client.first(kind, text, FIRST);
    histogram.recordValue(System.nanoTime() - began);
    return found.indexOf(name) + 1;
  }
}

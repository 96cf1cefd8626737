package io.fanfare.local;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.schemas.search.Indices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The generations of the search indices that a stack keeps in step with the source: a job for each.
 * Commands change it, and the stack's supervisor follows.
 */
public final class SearchGenerations {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  /**
   * A generation.
   *
   * @param from the generation from whose job's savepoint it begins; null to begin with the log
   */
  public record Generation(String name, @Nullable String from) {}

  public SearchGenerations(StackHome home) {
    this.file = home.data("search-generations.json");
  }

  /** Those that are kept; the first one alone where nobody has said otherwise. */
  public List<Generation> all() {
    if (!Files.exists(file)) {
      return List.of(new Generation(Indices.FIRST_GENERATION, null));
    }
    try {
      return JSON.readValue(Files.readAllBytes(file), new TypeReference<List<Generation>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps one more, unless one of this name is kept. */
  public void add(Generation generation) {
    List<Generation> all = new ArrayList<>(all());
    if (all.stream().noneMatch(kept -> kept.name().equals(generation.name()))) {
      all.add(generation);
      write(all);
    }
  }

  /** Keeps one no longer. */
  public void remove(String name) {
    List<Generation> all = new ArrayList<>(all());
    all.removeIf(generation -> generation.name().equals(name));
    write(all);
  }

  private void write(List<Generation> all) {
    try {
      Path draft = file.resolveSibling(file.getFileName() + ".draft");
      Files.write(draft, JSON.writeValueAsBytes(all));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new StackException(file + " cannot be written: " + e.getMessage(), e);
    }
  }
}

package io.fanfare.local;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fanfare.schemas.search.Indices;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The generations of the search indices that a stack keeps in step with the source: a job for each.
 * Commands change it, and the stack's supervisor follows.
 */
public final class SearchGenerations {

  private final JsonFile<List<Generation>> file;

  /**
   * A generation.
   *
   * @param from the generation from whose job's savepoint it begins; null to begin with the log
   */
  public record Generation(String name, @Nullable String from) {}

  public SearchGenerations(StackHome home) {
    this.file = new JsonFile<>(home.data("search-generations.json"), new TypeReference<>() {});
  }

  /** Those that are kept; the first one alone where nobody has said otherwise. */
  public List<Generation> all() {
    return file.read().orElse(List.of(new Generation(Indices.FIRST_GENERATION, null)));
  }

  /** Keeps one more, unless one of this name is kept. */
  public void add(Generation generation) {
    List<Generation> all = new ArrayList<>(all());
    if (all.stream().noneMatch(kept -> kept.name().equals(generation.name()))) {
      all.add(generation);
      file.write(all);
    }
  }

  /** Keeps one no longer. */
  public void remove(String name) {
    List<Generation> all = new ArrayList<>(all());
    all.removeIf(generation -> generation.name().equals(name));
    file.write(all);
  }
}

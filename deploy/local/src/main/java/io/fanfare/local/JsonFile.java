package io.fanfare.local;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.ops.OperationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * A file that one process writes and others read: they see what was there before, or what is there
 * now, and never a part.
 *
 * @param <T> what it holds
 */
public final class JsonFile<T> {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final TypeReference<T> type;

  public JsonFile(Path file, TypeReference<T> type) {
    this.file = file;
    this.type = type;
  }

  /**
   * What it holds; empty if there is none.
   *
   * @throws OperationException if it cannot be read
   */
  public Optional<T> read() {
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), type));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new OperationException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Replaces what it holds.
   *
   * @throws OperationException if it cannot be written
   */
  public void write(T content) {
    try {
      Path draft = file.resolveSibling(file.getFileName() + ".draft");
      Files.write(draft, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new OperationException(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  /**
   * Removes it, if it is there.
   *
   * @throws OperationException if it cannot be removed
   */
  public void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new OperationException(file + " cannot be removed: " + e.getMessage(), e);
    }
  }
}

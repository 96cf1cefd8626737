package io.fanfare.local;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.ops.OperationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * A file that one process writes and others read. A write replaces the file atomically, so a reader
 * never sees a part of it.
 *
 * @param <T> type of the content
 */
public final class JsonFile<T> {

  /** A home may be that of another release, whose files have other fields. */
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final Path file;
  private final TypeReference<T> type;

  public JsonFile(Path file, TypeReference<T> type) {
    this.file = file;
    this.type = type;
  }

  /**
   * Reads the content; empty if there is no file.
   *
   * @throws OperationException if the file cannot be read
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
   * Replaces the content.
   *
   * @throws OperationException if the file cannot be written
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
   * Removes the file if it exists.
   *
   * @throws OperationException if the file cannot be removed
   */
  public void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new OperationException(file + " cannot be removed: " + e.getMessage(), e);
    }
  }
}

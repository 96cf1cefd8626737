package io.fanfare.schemas.avro;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * The released versions of a contract, kept as resources `released/FULL.NAME/1.avsc`, `2.avsc`, …
 * and never changed again. The newest one equals the compiled contract; a test fails if it does
 * not.
 */
public final class ReleasedSchemas {

  private ReleasedSchemas() {}

  /** All released versions of the contract, oldest first; empty if it was never released. */
  public static List<Schema> of(Schema contract, ClassLoader classLoader) {
    List<Schema> released = new ArrayList<>();
    while (true) {
      String resource =
          "released/" + contract.getFullName() + "/" + (released.size() + 1) + ".avsc";
      try (InputStream in = classLoader.getResourceAsStream(resource)) {
        if (in == null) {
          return List.copyOf(released);
        }
        released.add(new Schema.Parser().parse(in));
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read the released schema " + resource, e);
      }
    }
  }
}

package io.fanfare.local.supervisor;

import io.fanfare.local.StackHome;
import io.fanfare.ops.OperationException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps a home to one supervisor. The kernel releases the lock however its holder ends. */
final class HomeLock implements AutoCloseable {

  private final FileChannel channel;

  private HomeLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws OperationException if another supervisor has it
   */
  static HomeLock take(StackHome home) {
    try {
      FileChannel channel =
          FileChannel.open(
              home.run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new OperationException("Another process owns the stack in " + home.root() + ".");
      }
      return new HomeLock(channel);
    } catch (IOException e) {
      throw new OperationException("The home " + home.root() + " cannot be locked: " + e, e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing was written, so nothing is lost.
    }
  }
}

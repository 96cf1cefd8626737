package io.fanfare.schemas.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A range of addresses.
 *
 * @param base any address in the range
 * @param bits how many leading bits the addresses share
 */
public record Network(InetAddress base, int bits) {

  /** Only addresses: a name would be resolved. */
  private static final String ADDRESS =
      "([0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*)";

  private static final Pattern SINGLE = Pattern.compile(ADDRESS);
  private static final Pattern FORM = Pattern.compile(ADDRESS + "/[0-9]{1,3}");

  /**
   * Reads a range such as `10.0.0.0/8` or `fd00::/8`.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static Network parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("Not a range such as 127.0.0.0/8 or ::1/128: " + text);
    }
    int slash = text.indexOf('/');
    try {
      InetAddress base = InetAddress.getByName(text.substring(0, slash));
      int bits = Integer.parseInt(text.substring(slash + 1));
      if (bits > 8 * base.getAddress().length) {
        throw new IllegalArgumentException("The range has more bits than its address: " + text);
      }
      return new Network(base, bits);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("Not a range such as 127.0.0.0/8: " + text, e);
    }
  }

  /** The address that a text is; null if it is none. Names are not resolved. */
  public static @Nullable InetAddress address(String text) {
    if (!SINGLE.matcher(text).matches()) {
      return null;
    }
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /** Whether the address is of this family and in the range. */
  public boolean contains(InetAddress address) {
    byte[] mine = base.getAddress();
    byte[] other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((mine[bit / 8] & mask) != (other[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}

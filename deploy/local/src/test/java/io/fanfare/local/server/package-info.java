@NullMarked
package io.fanfare.local.server;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.fanfare.cli.bench;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.fanfare.cli.views;

import org.jspecify.annotations.NullMarked;

/** The classification head. */
package vit2rtl.units.head;

/** Pictures as SVG text. It knows elements, attributes and escapes, and nothing of what is drawn. */
package vit2rtl.hdl.svg;

/** The types of files that are taken, and how a file of each may be called and declared. Pure: no file is opened here. */

const pictures = ["image/jpeg", "image/png", "image/webp"] as const;
const openXml = "application/vnd.openxmlformats-officedocument";
const openDocument = "application/vnd.oasis.opendocument";

/** Their extensions, the usual one first. */
const extensionsOf: Readonly<Record<string, readonly string[]>> = {
  "image/jpeg": ["jpg", "jpeg", "jpe", "jfif"],
  "image/png": ["png"],
  "image/webp": ["webp"],
  "application/pdf": ["pdf"],
  [`${openXml}.wordprocessingml.document`]: ["docx"],
  [`${openXml}.spreadsheetml.sheet`]: ["xlsx"],
  [`${openXml}.presentationml.presentation`]: ["pptx"],
  [`${openDocument}.text`]: ["odt"],
  [`${openDocument}.spreadsheet`]: ["ods"],
  [`${openDocument}.presentation`]: ["odp"],
  "video/mp4": ["mp4", "m4v"],
};
/** Extensions of what is not taken: programs, scripts, pages, and what else a reader would take the file for. */
const extensionsOfOthers = new Set(
  `exe com scr pif msi dll cpl bat cmd ps1 vbs vbe jse wsf hta lnk reg jar apk dmg sh bash pl py rb php phtml cgi asp aspx
  jsp js mjs cjs html htm xhtml shtml mhtml svg svgz xml xsl css swf txt csv md rtf json doc xls ppt docm xlsm pptm zip gz
  tgz bz2 xz tar rar 7z iso gif bmp ico tif tiff heic heif avif psd eps mp3 m4a wav ogg mov avi wmv mkv webm`.split(
    /\s+/,
  ),
);
/** Other names that programs have for a type. */
const aliases: Readonly<Record<string, string>> = {
  "image/jpg": "image/jpeg",
  "image/pjpeg": "image/jpeg",
  "image/x-png": "image/png",
  "application/x-pdf": "application/pdf",
  "video/x-m4v": "video/mp4",
};
/** What is said of everything, and so says nothing; the last is what a part without a type has (RFC 7578, 4.4). */
const anything = ["application/octet-stream", "binary/octet-stream", "text/plain"];
const archives = ["application/zip", "application/x-zip-compressed"];

/** Whether a file of this type is taken. */
export function isTaken(contentType: string): boolean {
  return Object.hasOwn(extensionsOf, contentType);
}

/**
 * What its name or declaration says against a file of a type that is taken. A picture may pass for one of another
 * format, since it is written anew and cameras and browsers mix them up.
 */
export function objectionTo(contentType: string, fileName: string, declared: string): string | undefined {
  const fitting = agreeing(contentType);
  const called = extensionOf(fileName);
  if (isKnown(called) && !fitting.some((type) => extensionsOf[type]?.includes(called))) {
    return `is called .${called}, but holds ${contentType}; call it .${usualExtension(contentType)}`;
  }
  const said = declared.split(";")[0]?.trim().toLowerCase() ?? "";
  if (!isSpecific(said) || fitting.includes(aliases[said] ?? said)) return undefined;
  if (contentType.startsWith("application/vnd.") && archives.includes(said)) return undefined;
  return `was sent as ${said}, but holds ${contentType}; send it as that, or as ${anything[0]}`;
}

/** The name that a file is saved under: with the extension of what it holds. */
export function nameWithExtension(fileName: string, contentType: string): string {
  const called = extensionOf(fileName);
  if (!isTaken(contentType) || extensionsOf[contentType]?.includes(called)) return fileName;
  const isOfAnother = agreeing(contentType).some((type) => extensionsOf[type]?.includes(called));
  const stem = isOfAnother ? fileName.slice(0, -called.length - 1) : fileName;
  return `${stem}.${usualExtension(contentType)}`;
}

/** The types that pass for one another. */
function agreeing(contentType: string): readonly string[] {
  const found: readonly string[] = [contentType];
  return pictures.some((picture) => picture === contentType) ? pictures : found;
}

function extensionOf(fileName: string): string {
  return /\.([a-z0-9]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? "";
}

function isKnown(extension: string): boolean {
  return extensionsOfOthers.has(extension) || Object.values(extensionsOf).flat().includes(extension);
}

function usualExtension(contentType: string): string {
  return extensionsOf[contentType]?.[0] ?? "";
}

function isSpecific(type: string): boolean {
  return /^[a-z0-9.+-]{1,40}\/[a-z0-9.+-]{1,90}$/.test(type) && !anything.includes(type);
}

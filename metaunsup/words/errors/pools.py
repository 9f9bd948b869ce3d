"""Refusals: pools, folders, archives, downloads, and files anywhere."""

WORDS: dict[str, tuple[str, str]] = {
    "error.unknown_pool": (
        "There is no pool called “{name}”, and no folder or file of that name either; the pools are {known}.",
        "没有名为“{name}”的图片池，也没有这个名字的文件夹或文件；可用的图片池有：{known}。",
    ),
    "error.pool_missing": (
        "The pool {pool} is not here: {where} does not hold {files}; fetch it with `python -m metaunsup data --get {pool}`, or use digits or glyphs, which are always there.",
        "图片池 {pool} 尚未下载：在 {where} 中没有找到 {files}；可运行 `python -m metaunsup data --get {pool}` 下载，也可以改用随时可用的 digits 或 glyphs。",
    ),
    "error.practised_on_held_out": (
        "{reference} has practised on kinds of pictures that {pool} keeps for its tests, so what is built on it would have met them; start from a checkpoint that has not, or practise on another pool.",
        "{reference} 练习时见过 {pool} 专门留给测试的那几类图片，在它的基础上练习就等于见过测试内容；请换一个没见过的检查点，或换一个图片池练习。",
    ),
    "error.pool_damaged": (
        "A file of the pool {pool} is damaged or cut short: {path}; delete it and fetch it again with `python -m metaunsup data --get {pool}`, or use digits or glyphs.",
        "图片池 {pool} 的文件 {path} 已损坏或不完整；请删除后运行 `python -m metaunsup data --get {pool}` 重新下载，或改用 digits、glyphs。",
    ),
    "error.pool_unlabelled": (
        "Nobody has sorted the items of {pool} into classes, so there is no truth to score against; use it for training, or put each class into a sub-folder of its own; of a table, name the column of classes (FILE.csv#COLUMN).",
        "{pool} 中的样本没有分类，无法对照打分；可以用它来训练，或者把每一类放进单独的子文件夹；如果是表格，请指明类别列（FILE.csv#列名）。",
    ),
    "error.pool_needs_no_download": (
        "The pool {pool} comes with the program, so there is nothing to fetch; it can be used at once.",
        "图片池 {pool} 随程序自带，无需下载，可以直接使用。",
    ),
    "error.download_offline": (
        "{file} of the pool {pool} could not be fetched from {url} and is not in {where}; check the network and try again, or use digits or glyphs, which need no download.",
        "无法从 {url} 下载图片池 {pool} 的 {file}，{where} 中也没有这个文件；请检查网络后重试，或改用无需下载的 digits、glyphs。",
    ),
    "error.download_broken": (
        "{file} of the pool {pool} arrived incomplete or altered from {url}, so it was thrown away; try again, or use digits or glyphs, which need no download.",
        "从 {url} 下载的 {file}（图片池 {pool}）不完整或内容有误，已丢弃；请重试，或改用无需下载的 digits、glyphs。",
    ),
    "error.folder_missing": (
        "There is no folder or archive at {path}; check the spelling.",
        "找不到文件夹或压缩包 {path}，请检查路径是否写对。",
    ),
    "error.folder_empty": (
        "{path} holds no pictures; put PNG or JPEG files into it, one sub-folder a class or all together.",
        "{path} 中没有图片；请放入 PNG 或 JPEG 文件，每类一个子文件夹，或全部放在一起。",
    ),
    "error.folder_too_few": (
        "{path} holds only {count} picture, and a pool needs at least 2; add some more.",
        "{path} 中只有 {count} 张图片，图片池至少需要 2 张；请再添加一些。",
    ),
    "error.pictures_identical": (
        "All {count:,} pictures in {path} look the same once they are made small, so there is nothing to tell apart; check what they show.",
        "{path} 中的 {count:,} 张图片缩小后完全一样，没有可以区分的内容；请检查图片本身。",
    ),
    "error.folder_mixed": (
        "In {path} some pictures lie in sub-folders and others beside them; put every picture into the sub-folder of its class, or none.",
        "{path} 中有的图片在子文件夹里，有的在外面；请把每张图片都放进所属类别的子文件夹，或者都不放。",
    ),
    "error.pictures_unreadable": (
        "No picture could be read from {path} ({count} {count:file was|files were} tried): damaged, too large, or of a kind that is not read here; use PNG or JPEG of ordinary size.",
        "从 {path} 读不出任何图片（试了 {count} 个文件）：可能已损坏、尺寸太大，或格式不受支持；请使用普通大小的 PNG 或 JPEG。",
    ),
    "error.too_many_pictures": (
        "{path} holds more than {most:,} pictures, more than a pool can; use a part of them.",
        "{path} 中的图片超过 {most:,} 张，超出了图片池的上限；请只用其中一部分。",
    ),
    "error.folder_not_archive": (
        "{path} is nothing that can be read here; give a folder or an archive (.zip, .tar, .tar.gz) of pictures, a table (CSV, Parquet), or an array (.npy, .npz, IDX).",
        "无法读取 {path}；请提供图片文件夹或压缩包（.zip、.tar、.tar.gz）、表格（CSV、Parquet），或数组文件（.npy、.npz、IDX）。",
    ),
    "error.archive_damaged": (
        "The archive {path} is damaged or cut short; make or copy it again.",
        "压缩包 {path} 已损坏或不完整；请重新打包或重新复制。",
    ),
    "error.archive_packing": (
        "The archive {path} is packed in a way that is not known here (such as Deflate64, which Windows uses for large files); unpack it and give the folder instead.",
        "压缩包 {path} 采用了这里不支持的压缩方式（例如 Windows 打包大文件时使用的 Deflate64）；请先解压，再提供解压后的文件夹。",
    ),
    "error.archive_encrypted": (
        "The archive {path} is locked with a password; unpack it and give the folder instead.",
        "压缩包 {path} 设有密码；请先解压，再提供解压后的文件夹。",
    ),
    "error.archive_unsafe": (
        "The archive {path} is refused: its member “{member}” points outside of the archive; pack the pictures again with plain names.",
        "已拒绝压缩包 {path}：其中的“{member}”指向压缩包以外的位置；请用普通文件名重新打包图片。",
    ),
    "error.archive_too_large": (
        "The archive {path} unpacks to more than {megabytes} MB and is refused; use fewer or smaller pictures.",
        "压缩包 {path} 解压后超过 {megabytes} MB，已拒绝读取；请减少图片数量或缩小图片。",
    ),
    "error.cannot_read": (
        "{path} cannot be read ({reason}); check that it is there and that you may open it.",
        "无法读取 {path}（{reason}）；请确认它存在且你有权打开。",
    ),
    "error.cannot_write": (
        "Nothing could be written to {path} ({reason}); free some space there or choose another place.",
        "无法写入 {path}（{reason}）；请在那里腾出空间，或换一个位置。",
    ),
    "error.too_many_members": (
        "The archive {path} lists more than {most:,} files and is refused; pack only the pictures, and fewer of them.",
        "压缩包 {path} 中的文件超过 {most:,} 个，已拒绝读取；请只打包图片，并减少数量。",
    ),
    "error.own_damaged": (
        "{path} is damaged, cut short or not what its beginning says; save or copy it again, or save it as CSV.",
        "{path} 已损坏、不完整，或内容与文件类型不符；请重新保存或复制，也可以另存为 CSV。",
    ),
    "error.own_too_large": (
        "{path} holds more than {megabytes} MB and is refused; use a part of it.",
        "{path} 的内容超过 {megabytes} MB，已拒绝读取；请只用其中一部分。",
    ),
    "error.own_several": (
        "Several files are read together only if each is a picture, or if they are an IDX file of pictures and the one of its labels; give {path} by itself, or pack the pictures into a zip.",
        "一次读取多个文件时，它们必须都是图片，或者是一对 IDX 图片文件和标签文件；请单独提供 {path}，或把图片打包成 zip。",
    ),
    "error.table_unreadable": (
        "{path} cannot be read as a table: a cell is far too long or a quotation mark is never closed; save it again as CSV in UTF-8.",
        "无法把 {path} 当作表格读取：某个单元格过长，或引号没有成对；请重新保存为 UTF-8 编码的 CSV。",
    ),
    "error.table_empty": (
        "The table {path} has no rows that can be used; save it with a row for each item and a column for each number.",
        "表格 {path} 没有可用的行；请每个样本保存为一行，每个数值保存为一列。",
    ),
    "error.table_few_rows": (
        "The table {path} has only {count} row, and a pool needs at least 2; add some more.",
        "表格 {path} 只有 {count} 行，数据池至少需要 2 行；请再添加一些。",
    ),
    "error.table_no_numbers": (
        "No column of {path} holds numbers alone; give each measurement a column of numbers, with a point for decimals.",
        "{path} 中没有一列全是数字；请把每个测量值放进单独的数字列，小数点用“.”。",
    ),
    "error.table_too_large": (
        "{path} has more than {rows:,} rows, {columns:,} columns or {cells:,} cells; use a part of it.",
        "{path} 超过了 {rows:,} 行、{columns:,} 列或 {cells:,} 个单元格的上限；请只用其中一部分。",
    ),
    "error.rows_identical": (
        "The columns of {path} that could be used are the same in all {count:,} rows, or mostly empty, so there is nothing to tell apart; check the table.",
        "{path} 中可用的列在全部 {count:,} 行里都相同或大多为空，没有可以区分的内容；请检查表格。",
    ),
    "error.label_column": (
        "{path} has no column “{column}” to take for the classes; there are {known}.",
        "{path} 中没有可作为类别的列“{column}”；现有的列：{known}。",
    ),
    "error.label_classes": (
        "The column of classes in {path} has more than {most:,} different values; choose one whose values come again and again.",
        "{path} 的类别列有超过 {most:,} 种不同的值；请换一个取值会重复出现的列。",
    ),
    "error.label_count": (
        "{path} has {labels:,} {labels:label|labels} for {items:,} {items:item|items}; give as many labels as items, or none.",
        "{path} 有 {items:,} 个样本，却有 {labels:,} 个标签；请让两者数量相等，或不提供标签。",
    ),
    "error.label_of_pictures": (
        "{path} holds pictures, which have no columns; put each class into a folder of its own, and leave out what stands behind the #.",
        "{path} 里是图片，没有列可选；请把每一类放进单独的文件夹，并去掉 # 后面的内容。",
    ),
    "error.array_objects": (
        "{path} holds Python objects, and reading these would run a program of whoever made it; save plain numbers (for instance with dtype float32).",
        "{path} 保存的是 Python 对象，读取它等于运行制作者的程序；请改存为纯数字数组（例如 dtype 为 float32）。",
    ),
    "error.array_shape": (
        "{path} holds an array of shape {shape} and type {kind}; save numbers of shape (items, columns), or pictures of shape (items, height, width), perhaps with 1 or 3 colours.",
        "{path} 中数组的形状是 {shape}，类型是 {kind}；请保存形状为（样本数，列数）的数字，或（张数，高，宽）的图片，图片可以有 1 或 3 个颜色通道。",
    ),
    "error.npz_no_items": (
        "None of the arrays in {path} holds items (there are {known}); save one of shape (items, columns) or (items, height, width) as “x”, and its labels as “y”.",
        "{path} 里没有可用的样本数组（现有：{known}）；请把形状为（样本数，列数）或（张数，高，宽）的数组存为“x”，标签存为“y”。",
    ),
    "error.uploads_full": (
        "{most} sets of your own data are kept here already, and that is all; delete one first.",
        "这里已保存了你的 {most} 份数据，达到上限；请先删除一份。",
    ),
    "error.uploads_no_room": (
        "This server has no room for more data of its readers; try again later (unused data go after {days} days), or use the command line.",
        "服务器上供用户存放数据的空间已满；请稍后再试（{days} 天未用的数据会自动删除），或改用命令行。",
    ),
    "error.uploads_busy": (
        "The data of others are still being read; hand yours over again in a minute.",
        "正在读取其他人的数据，请一分钟后重新上传。",
    ),
    "error.upload_gone": (
        "These data are no longer kept here; hand them over again.",
        "这份数据已不在这里，请重新上传。",
    ),
    "error.upload_no_key": (
        "Your browser has not told yet who it is; wait a moment and hand the files over again.",
        "浏览器还没有完成识别；请稍等片刻，再重新上传。",
    ),
    "error.upload_too_slow": (
        "Reading {path} takes more than {seconds} seconds, too long for a server that others use, too; send fewer or smaller pictures, or use the command line.",
        "读取 {path} 超过了 {seconds} 秒，会影响同一服务器上的其他人；请减少图片数量或缩小图片，或改用命令行。",
    ),
    "error.upload_too_large": (
        "The files hold more than {megabytes} MB together; use fewer or smaller ones, or the command line.",
        "这些文件合计超过 {megabytes} MB；请减少数量或大小，或改用命令行。",
    ),
}
